# The dispatcher's image. From the top of the checkout:
#     docker build -f deploy/docker/Dispatcher.Dockerfile -t pipeline-dispatcher .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY Contracts Contracts
COPY Dispatcher Dispatcher
RUN dotnet publish Dispatcher -c Release -o /app -nologo

FROM mcr.microsoft.com/dotnet/runtime:10.0-noble
COPY --from=build /app /app
# An image whose native libraries lack something is not made.
RUN ldd /app/runtimes/linux-x64/native/*.so* >/tmp/ldd && ! grep 'not found' /tmp/ldd && rm /tmp/ldd
# The ledger of a single dispatcher; several need PostgreSQL (Dispatcher__Ledger__Provider, ...__ConnectionString).
ENV Dispatcher__Ledger__Path=/var/lib/pipeline/ledger.db
RUN mkdir -p /var/lib/pipeline && chown "$APP_UID" /var/lib/pipeline
VOLUME /var/lib/pipeline
USER $APP_UID
ENTRYPOINT ["/app/Pipeline.Dispatcher"]
CMD ["serve"]
