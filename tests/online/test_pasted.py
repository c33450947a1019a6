"""What people paste: every form of every identifier, and nothing taken for one that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.online.pasted import pasted

DOI = "doi 10.5555/12345678"
FORMS = {
    "2301.00001": "arxiv 2301.00001",
    "2301.00001v12": "arxiv 2301.00001",
    " arXiv:2301.00001 ": "arxiv 2301.00001",
    "<https://arxiv.org/abs/2301.00001v1>": "arxiv 2301.00001",
    "https://arxiv.org/pdf/2301.00001v2.pdf#page=3": "arxiv 2301.00001",
    "https://export.arxiv.org/html/2301.00001": "arxiv 2301.00001",
    "arxiv.org/abs/hep-th/9901001": "arxiv hep-th/9901001",
    "math.GT/0309136": "arxiv math/0309136",
    "https://doi.org/10.48550/arXiv.2301.00001": "arxiv 2301.00001",
    "https://huggingface.co/papers/2301.00001": "arxiv 2301.00001",
    "https://www.alphaxiv.org/abs/2301.00001v2": "arxiv 2301.00001",
    "10.5555/12345678": DOI,
    "doi:10.5555/12345678": DOI,
    "DOI: 10.5555/12345678": DOI,
    "https://dx.doi.org/10.5555/12345678": DOI,
    "https://dl.acm.example/doi/pdf/10.5555/12345678": DOI,
    "https://dl.acm.example/doi/abs/10.5555/12345678?download=true": DOI,
    "https://link.springer.example/content/pdf/10.5555/12345678.pdf": DOI,
    "https://journal.example/article?id=10.5555%2F12345678&type=printable": DOI,
    "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v3.full.pdf": "doi 10.1101/2020.01.02.123456",
    "https://www.nature.com/articles/s41586-020-0000-1.pdf": "doi 10.1038/s41586-020-0000-1",
    "https://openreview.net/forum?id=aB3-xY_z9": "openreview aB3-xY_z9",
    "https://openreview.net/pdf?id=aB3-xY_z9&noteId=q": "openreview aB3-xY_z9",
    "https://aclanthology.org/P18-1001/": "doi 10.18653/v1/p18-1001",
    "https://www.aclweb.org/anthology/P18-1001.pdf": "doi 10.18653/v1/p18-1001",
    "https://aclanthology.org/2020.findings-emnlp.7.pdf": "doi 10.18653/v1/2020.findings-emnlp.7",
    "https://aclanthology.org/P05-1001": "acl P05-1001",
    "https://aclanthology.org/2020.lrec-1.10/": "acl 2020.lrec-1.10",
    "https://www.semanticscholar.org/paper/A-Title/" + "0f" * 20: "s2 " + "0f" * 20,
    "0F" * 20: "s2 " + "0f" * 20,
    "https://openalex.org/W2741809807": "openalex W2741809807",
    "w2741809807": "openalex W2741809807",
    "PMID: 12345678": "pmid 12345678",
    "https://pubmed.ncbi.nlm.nih.gov/12345678/?format=pmid": "pmid 12345678",
    "PMC7654321": "pmcid PMC7654321",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/": "pmcid PMC7654321",
    "ISBN 0-306-40615-2": "isbn 9780306406157",
    "9780306406157": "isbn 9780306406157",
    "https://dblp.org/rec/conf/nips/FernLi17.html": "dblp conf/nips/FernLi17",
    "https://dblp.uni-trier.de/rec/conf/nips/FernLi17": "dblp conf/nips/FernLi17",
    "dblp:journals/corr/FernLi17": "dblp journals/corr/FernLi17",
    "https://example.org/~ada/bees.pdf": "url https://example.org/~ada/bees.pdf",
}
NONE = ["", "bees", "Bees prefer shallow networks", "12345678", "10.5555", "9780306406158", "file:///etc/passwd",
        "ftp://example.org/a.pdf", "--tag", "2313.00001", "javascript:alert(1)"]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FORMS.items())
def test_every_form_is_recognised(text: str, wanted: str) -> None:
    found = pasted(text)
    assert found is not None
    assert f"{found.scheme} {found.value}" == wanted


@pytest.mark.parametrize("text", NONE)
def test_what_names_nothing_is_nothing(text: str) -> None:
    assert pasted(text) is None


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    found = pasted(text)
    assert found is None or found.value
