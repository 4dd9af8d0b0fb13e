"""Reading the registry for its pages. Names are opened in memory with a fixed number of queries."""
