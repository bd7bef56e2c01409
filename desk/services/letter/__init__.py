# SPDX-License-Identifier: Apache-2.0
"""Letters in and out: how they came, whose they are, drafts, and what proves that one left."""
