"""arXiv's categories, for pages that print ``LG`` where arXiv says ``cs.LG``.

The listings show the last part alone. A tag that computer science has is taken as such (they
are its pages: so ``NA`` is ``cs.NA``, which arXiv keeps as a twin of ``math.NA``); any other tag
is resolved when exactly one archive has it, and stays as it is when several do or none.
"""

from __future__ import annotations

_ARCHIVES = {
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH "
    "OS PF PL RO SC SD SE SI SY",
    "stat": "AP CO ME ML OT TH",
    "eess": "AS IV SP SY",
    "econ": "EM GN TH",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG SP ST",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "astro-ph": "CO EP GA HE IM SR",
    "nlin": "AO CD CG PS SI",
}


def category(tag: str) -> str:
    """Give the category in arXiv form: ``LG`` is ``cs.LG``, ``ML`` is ``stat.ML``, ``quant-ph`` itself."""
    holders = [archive for archive, tags in _ARCHIVES.items() if tag in tags.split()]
    if holders and (holders[0] == "cs" or len(holders) == 1):
        return f"{holders[0]}.{tag}"
    return tag
