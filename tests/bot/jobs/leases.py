"""Leases in memory, which several holders of one test share."""

import asyncio


class MemoryLeases:
    def __init__(self):
        self.rows = {}

    async def hold(self, name, holder, for_s):
        now = asyncio.get_running_loop().time()
        owner, until = self.rows.get(name, (holder, now))
        if owner != holder and until > now:
            return False
        self.rows[name] = (holder, now + for_s)
        return True

    def holder(self, name):
        return self.rows[name][0]

    def held_until(self, name):
        return self.rows[name][1]

    def is_held(self, name):
        return name in self.rows and self.rows[name][1] > asyncio.get_running_loop().time()
