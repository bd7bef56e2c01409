# SPDX-License-Identifier: Apache-2.0
"""Requests: registered, completed, handled, answered, put right and closed; the people they are about."""
