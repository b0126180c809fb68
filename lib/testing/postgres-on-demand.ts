import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '@/lib/database'
import { listen } from './http-server'
import { startPostgres } from './postgres-server'

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL at which suites request the Postgres server of this run. The response is its URL. */
    postgresOnDemand: string
  }
}

/** Starts one Postgres for the whole test run when the first suite requests it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await offerOnDemand(startMigrated)
  project.provide('postgresOnDemand', url)
  return close
}

/** The database of each server that has the present schema, and nothing else: new ones are copies of it. */
export const MIGRATED = 'migrated'

/** To migrate each new database again costs more than most tests do in it. */
async function startMigrated() {
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: `${server.url}/postgres` })
  await client.connect()
  await client.query(`create database ${MIGRATED}`)
  await client.end()
  const { db, feed } = await openDatabase(`${server.url}/${MIGRATED}`)
  await feed.close()
  await db.destroy()
  return server
}

/** Offers a server to all test workers, which are separate processes: the first request starts it. */
export async function offerOnDemand(
  start: () => Promise<{ url: string; stop: () => Promise<void> }>,
): Promise<{ url: string; close: () => Promise<void> }> {
  let started: ReturnType<typeof start> | undefined
  const server = await listen(async (_, response) => {
    started ??= start()
    const answer = await started.then(
      ({ url }) => ({ status: 200, text: url }),
      (error) => ({ status: 500, text: String(error) }),
    )
    response.writeHead(answer.status).end(answer.text)
  })
  return {
    url: server.url,
    async close() {
      await server.close()
      // If it failed to start, there is nothing to stop, and the requests got the error.
      const running = await started?.catch(() => undefined)
      await running?.stop()
    },
  }
}

/** Requests the server and waits until it is ready. */
export async function askOnDemand(url: string): Promise<string> {
  const answer = await fetch(url)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
