"""The page of a release."""
from schemas.dataset import Dataset
from schemas.facts import Facts
def release_page(facts: Facts, dataset: Dataset) -> str:
    """x."""
    return "<html>"
