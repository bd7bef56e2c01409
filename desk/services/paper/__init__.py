# SPDX-License-Identifier: Apache-2.0
"""Papers: their facts, drafts, issue, voiding and replacing, and how lists show them."""
