"""Two small engines on one database, as storage makes them: ours for the facts, theirs for the durable engine."""

import sqlalchemy as sa

FACTS = sa.MetaData()
stories = sa.Table("stories", FACTS, sa.Column("id", sa.Integer, primary_key=True), sa.Column("told", sa.Integer))
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000")


def is_lite(url):
    return url.startswith("sqlite")


def our_engine(url):
    return _engine(url, isolation_level=None, begin="BEGIN IMMEDIATE")


def their_engine(url):
    return _engine(url, isolation_level="IMMEDIATE")


def _engine(url, isolation_level, begin=""):
    engine = sa.create_engine(url)
    if not is_lite(url):
        return engine

    @sa.event.listens_for(engine, "connect")
    def _(connection, _record):
        connection.isolation_level = isolation_level
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    if begin:
        sa.event.listens_for(engine, "begin")(lambda connection: connection.exec_driver_sql(begin))
    return engine


def add_story(connection, story):
    connection.execute(sa.insert(stories).values(id=story, told=0))


def tell(engine, story):
    with engine.begin() as connection:
        connection.execute(sa.update(stories).where(stories.c.id == story).values(told=stories.c.told + 1))


def times_told(engine, story):
    with engine.connect() as connection:
        return connection.execute(sa.select(stories.c.told).where(stories.c.id == story)).scalar()
