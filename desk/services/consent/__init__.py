# SPDX-License-Identifier: Apache-2.0
"""Consents: what they must have, evidence, the points where they are collected, and how they end."""
