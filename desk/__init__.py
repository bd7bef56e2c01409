# SPDX-License-Identifier: Apache-2.0
"""The desk without its window: law, file, papers, mail and what the operator can do."""

__version__ = "0.1.0"
