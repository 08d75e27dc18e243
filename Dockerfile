# The program alone, in an empty image. Build it, and make a resume of a profile in this folder:
#   docker build -t bespoke .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" bespoke tailor profile.yaml -o resume.pdf

FROM rust:1.92-alpine AS build
# hadolint ignore=DL3018
RUN apk add --no-cache gcc musl-dev
WORKDIR /source
COPY . .
# For musl, Rust links all of it into one file.
RUN target="$(uname -m)-unknown-linux-musl" \
    && cargo build --release --locked --bin bespoke --target "$target" \
    && mv "target/$target/release/bespoke" /bespoke

FROM scratch
LABEL org.opencontainers.image.title="bespoke" \
      org.opencontainers.image.description="One YAML profile in, the resume for this application out" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=build /source/LICENSE-MIT /source/LICENSE-APACHE /source/templates/fonts/*-OFL.md /licenses/
COPY --from=build /bespoke /usr/bin/bespoke
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/usr/bin/bespoke"]
CMD ["--help"]
