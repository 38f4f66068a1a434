//! tsp-provider.
