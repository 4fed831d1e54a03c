# The worker's image for NVIDIA GPUs. From the top of the checkout:
#     docker build -f deploy/docker/Worker.Cuda.Dockerfile -t pipeline-worker-cuda .
#     docker run --gpus all … pipeline-worker-cuda
# Not yet built or run by anyone. The driver must be one for CUDA 13 (R580); one worker per GPU.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY models models
COPY Contracts Contracts
COPY Worker Worker
RUN dotnet publish Worker -c Release -o /app -nologo -p:OnnxRuntime=Gpu

FROM mcr.microsoft.com/dotnet/runtime:10.0-noble AS dotnet

# CUDA and cuDNN do not come with ONNX Runtime's package.
FROM nvidia/cuda:13.0.1-cudnn-runtime-ubuntu24.04
RUN apt-get update && apt-get install -y --no-install-recommends libgtk-3-0t64 libdrm2 curl && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 1654 pipeline
COPY --from=dotnet /usr/share/dotnet /usr/share/dotnet
COPY --from=build /app /app
# An image whose native libraries lack something is not made. The driver's libcuda.so.1 comes with the GPU, TensorRT not at all.
RUN ldd $(ls /app/runtimes/linux-x64/native/*.so* | grep -v tensorrt) >/tmp/ldd \
    && ! grep 'not found' /tmp/ldd | grep -v libcuda.so.1 && rm /tmp/ldd
ENV DOTNET_ROOT=/usr/share/dotnet
ENV OPENCV_IO_MAX_IMAGE_PIXELS=67108864 OPENCV_IO_MAX_IMAGE_WIDTH=16384 OPENCV_IO_MAX_IMAGE_HEIGHT=16384 \
    OPENCV_IO_ENABLE_OPENEXR=0 OPENCV_IO_ENABLE_JASPER=0
# Freed planes stay with the process: deploy/native/heap.env.
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=67108864
# Without a GPU it must not start, rather than crawl.
ENV Worker__Inference__Provider=cuda
ENV Worker__Health__Port=8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD curl -fsS http://localhost:8080/health/ready
USER 1654
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/Pipeline.Worker"]
CMD ["serve"]
