# The worker's image, on processors. From the top of the checkout:
#     docker build -f deploy/docker/Worker.Dockerfile -t pipeline-worker .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY models models
COPY Contracts Contracts
COPY Worker Worker
RUN dotnet publish Worker -c Release -o /app -nologo

FROM mcr.microsoft.com/dotnet/runtime:10.0-noble
# OpenCV's runtime takes GTK 3 and libdrm from the distribution; curl is for the health check.
RUN apt-get update && apt-get install -y --no-install-recommends libgtk-3-0t64 libdrm2 curl && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
# An image whose native libraries lack something is not made.
RUN ldd /app/runtimes/linux-x64/native/*.so* >/tmp/ldd && ! grep 'not found' /tmp/ldd && rm /tmp/ldd
# Read by native code before any of ours runs.
ENV OPENCV_IO_MAX_IMAGE_PIXELS=67108864 OPENCV_IO_MAX_IMAGE_WIDTH=16384 OPENCV_IO_MAX_IMAGE_HEIGHT=16384 \
    OPENCV_IO_ENABLE_OPENEXR=0 OPENCV_IO_ENABLE_JASPER=0
# Freed planes stay with the process: deploy/native/heap.env.
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=67108864
ENV Worker__Health__Port=8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD curl -fsS http://localhost:8080/health/ready
USER $APP_UID
# The container needs longer to stop than the worker gives its jobs: docker stop -t 60.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/Pipeline.Worker"]
CMD ["serve"]
