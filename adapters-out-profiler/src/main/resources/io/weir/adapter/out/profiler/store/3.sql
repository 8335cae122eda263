drop index weir_execution_kept;
