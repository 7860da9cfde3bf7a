//! A graph over HTTP: a SPARQL endpoint, whole graphs, and the stored queries as an API. Everything is read, nothing is
//! changed, and no connection goes out.
//!
//! May live here: what is said over HTTP, and what a server needs to stay up. Questions of anybody run in processes
//! of their own ([`run_worker`]). What is printed, and what inputs are, is the command's business.
//!
//! | address | gives | module |
//! |---|---|---|
//! | `/sparql` | answers, by the SPARQL 1.1 Protocol; bare and at `/.well-known/void`, the service description | `sparql`, `protocol`, `description` |
//! | `/store` | graphs, by the Graph Store HTTP Protocol | `graphs` |
//! | `/queries`, `/queries/NAME` | the stored queries, their answers | `queries` |
//! | `/openapi.json` | what `/queries` takes and gives | `openapi` |
//! | `/`, `/plan`, `/search`, `/query`, `/matrix`, `/impact`, `/tables/…`, `/ontology` | pages | `pages` |
//! | `/id/…`, `/page/…`, `/data/…` | things: the way to their page or data | `pages` |
//! | `/health`, `/metrics` | how the server does | `routes`, `metrics` |

mod address;
mod buffer;
mod cache;
mod description;
mod graphs;
mod guard;
mod loaded;
mod media;
mod metrics;
mod negotiate;
mod openapi;
mod pages;
mod protocol;
mod queries;
mod reply;
mod routes;
mod server;
mod service;
mod sparql;
mod watch;
mod worker;

pub use guard::Access;
pub use loaded::Content;
pub use pages::Published;
pub use server::{Log, Server};
pub use service::Config;
pub use watch::{Report, Watch};
pub use worker::{ALLOCATOR, Program, WorkerError, run as run_worker};
