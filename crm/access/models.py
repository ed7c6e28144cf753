"""No tables. Django tells only apps with this module that it has migrated."""
