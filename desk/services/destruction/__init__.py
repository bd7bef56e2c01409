# SPDX-License-Identifier: Apache-2.0
"""Destruction by commission: what calls for it, plan, carrying out, act, erasure here, and who is told."""
