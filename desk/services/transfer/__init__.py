# SPDX-License-Identifier: Apache-2.0
"""Transfers abroad: what runs, what may run, the regulator's cycle, recipients and lists of states."""
