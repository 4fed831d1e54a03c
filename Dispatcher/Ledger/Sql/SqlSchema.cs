namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>
/// The steps from an empty database to the present schema; a ledger's schema number is how many it has taken. A step
/// that was released is never changed: what is to be different is a further step.
/// </summary>
internal static class SqlSchema
{
    /// <summary>Statements of each step. The words in braces are the database's own types.</summary>
    public static IReadOnlyList<string> Steps { get; } = [BatchesAndJobs, WorkersAndLead, Trimaps];

    private const string BatchesAndJobs =
        """
        CREATE TABLE batch (
            number {identity},
            id {text} NOT NULL UNIQUE,
            settings {text} NOT NULL,
            state {int} NOT NULL,
            detail {text},
            created_at {int} NOT NULL,
            completed_at {int},
            announced {int} NOT NULL DEFAULT 0,
            listing {text} NOT NULL,
            lister {text},
            listed_until {int},
            pending {int} NOT NULL DEFAULT 0,
            published {int} NOT NULL DEFAULT 0,
            cut_out {int} NOT NULL DEFAULT 0,
            already_done {int} NOT NULL DEFAULT 0,
            skipped {int} NOT NULL DEFAULT 0,
            failed {int} NOT NULL DEFAULT 0,
            cancelled {int} NOT NULL DEFAULT 0
        );
        CREATE TABLE job (
            batch {int} NOT NULL,
            seq {int} NOT NULL,
            key {bytes},
            container {text} NOT NULL,
            name {text} NOT NULL,
            etag {text},
            sku {text},
            recipe {int},
            status {int} NOT NULL,
            attempts {int} NOT NULL DEFAULT 0,
            changed_at {int} NOT NULL,
            reason {text},
            detail {text},
            renditions {text},
            confidence {real},
            warnings {text},
            milliseconds {int},
            chain {text},
            PRIMARY KEY (batch, seq)
        ){without_rowid};
        CREATE INDEX job_key ON job (key);
        CREATE TABLE recipe (
            batch {int} NOT NULL,
            number {int} NOT NULL,
            json {text} NOT NULL,
            PRIMARY KEY (batch, number)
        );
        CREATE TABLE output (
            batch {int} NOT NULL,
            hash {bytes} NOT NULL,
            folder {int} NOT NULL,
            seq {int} NOT NULL,
            PRIMARY KEY (batch, hash, folder)
        ){without_rowid};
        CREATE TABLE collision (
            batch {int} NOT NULL,
            name {text} NOT NULL,
            seq {int} NOT NULL,
            other {int} NOT NULL,
            PRIMARY KEY (batch, name, seq)
        );
        """;

    private const string Trimaps = "ALTER TABLE job ADD COLUMN trimap_etag {text};";

    private const string WorkersAndLead =
        """
        CREATE TABLE worker (
            worker_id {text} NOT NULL PRIMARY KEY,
            provider {text} NOT NULL,
            chains {text} NOT NULL,
            started_at {int} NOT NULL,
            seen_at {int} NOT NULL
        );
        CREATE TABLE chain (
            name {text} NOT NULL,
            digest {text} NOT NULL,
            seen_at {int} NOT NULL,
            PRIMARY KEY (name, digest)
        );
        CREATE TABLE leader (
            one {int} NOT NULL PRIMARY KEY,
            owner {text} NOT NULL,
            until {int} NOT NULL
        );
        """;
}
