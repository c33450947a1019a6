"""Proofs that nothing is lost: each breaks something on purpose and counts what it took to say so."""
