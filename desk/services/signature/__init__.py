# SPDX-License-Identifier: Apache-2.0
"""Signatures by pen and by certificate: made here, brought back from elsewhere, checked, taken back."""
