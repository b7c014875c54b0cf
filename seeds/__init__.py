"""Curated inputs under version control; `schemas.seeds` reads them."""
