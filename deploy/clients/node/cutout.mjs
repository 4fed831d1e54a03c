// Submits one photo and waits for its end, as any program in any language may: plain JSON over AMQP 0-9-1.
//
//     npm ci && node cutout.mjs amqp://USER:PASSWORD@HOST standard@DIGEST photos/shoe.jpg ETAG cutouts/shoe.png
//
// Prints the event and exits 0 when the photo has its cutout, 1 when it will have none. The digest is what workers
// announce (`deploy/dispatcher status`); the ETag is the blob's, without quotes. Messages: Contracts/asyncapi.json.
import { createHash, randomUUID } from "node:crypto";
import amqp from "amqplib";

const [broker, chain, source, etag, destination] = process.argv.slice(2);
if (!destination) {
  console.error("node cutout.mjs BROKER CHAIN@DIGEST CONTAINER/PHOTO ETAG CONTAINER/CUTOUT");
  process.exit(2);
}

const blob = (path) => {
  const slash = path.indexOf("/");
  return { container: path.slice(0, slash), name: path.slice(slash + 1) };
};
const [name, digest] = chain.split("@");

// The same work has the same key, whoever asks for it: a worker that has done it answers from its record.
const jobKey = createHash("sha256").update(JSON.stringify([source, etag, chain, destination])).digest("hex");
const jobId = jobKey.slice(0, 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
const job = {
  jobId,
  jobKey,
  batchId: randomUUID(),
  source: blob(source),
  sourceETag: etag,
  recipe: { renditions: [{ name: "cutout" }] },
  destinations: [blob(destination)],
  chain: { name, digest },
};

const connection = await amqp.connect(broker);
const channel = await connection.createConfirmChannel();

// Listen before asking, on a queue of one's own.
const { queue } = await channel.assertQueue("", { exclusive: true });
for (const exchange of ["background-removed", "background-removal-failed"]) {
  await channel.assertExchange(exchange, "fanout", { durable: true });
  await channel.bindQueue(queue, exchange, "");
}
const ended = new Promise((resolve) => {
  channel.consume(queue, (message) => {
    const event = JSON.parse(message.content);
    if (event.jobId === jobId) resolve({ type: message.properties.headers["cloudEvents_type"], event });
  }, { noAck: true });
});

// Mandatory: what no queue takes comes back, where it would be confirmed and lost otherwise.
channel.on("return", () => {
  console.error(`Nobody has ever taken jobs for ${name}: no queue is bound to its exchange.`);
  process.exit(1);
});
channel.publish(`remove-background.${name}.interactive`, "", Buffer.from(JSON.stringify(job)), {
  contentType: "application/json", messageId: jobId, persistent: true, mandatory: true,
});
await channel.waitForConfirms();

const { type, event } = await ended;
console.log(JSON.stringify({ type, ...event }, null, 2));
await connection.close();
process.exit(type === "background-removed" ? 0 : 1);
