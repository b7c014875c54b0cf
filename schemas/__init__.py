"""The shape of the data: records, columns, CAMEO, expectations, files on disk."""
