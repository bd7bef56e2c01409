# SPDX-License-Identifier: Apache-2.0
"""The register of processing: purposes, categories, what is held where, recipients, hand-overs, harm."""
