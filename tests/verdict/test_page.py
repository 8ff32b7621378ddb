"""The page on Terraform and CloudFormation shows what the command says."""

from verdict import page


def test_the_page_is_what_make_docs_writes() -> None:
    assert page.PAGE.read_text() == page.written(), "run `make docs`"
