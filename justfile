# What CI runs, step by step; each recipe is a step of .ci/run.

_list:
    @just --list

# everything
ci:
    bash .ci/run

# cargo fmt --check
format:
    bash .ci/run format

# clippy without features, with the default ones and with all
lint:
    bash .ci/run lint

# cargo test, and the library without features
test:
    bash .ci/run test test-library

# documentation without warnings
doc:
    bash .ci/run doc

# licences, sources and advisories of dependencies
deny:
    bash .ci/run deny

# the README's main command, twice
build:
    bash .ci/run build

# examples/library.rs
example:
    bash .ci/run example

# the ontology, and the exports as other readers see them
python:
    bash .ci/run ontology exports

# well-formed XML, and the picture in a browser
picture:
    bash .ci/run xml browser
