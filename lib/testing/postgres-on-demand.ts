import type { TestProject } from 'vitest/node'
import { listen } from './http-server'
import { startPostgres } from './postgres-server'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a suite asks for the run's Postgres: the answer is its URL. */
    postgresOnDemand: string
  }
}

/** One Postgres for the whole test run, once a suite asks for it; none where nobody does. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await offerOnDemand(startPostgres)
  project.provide('postgresOnDemand', url)
  return close
}

/** Serves the URL of what the first who asks has started, on loopback: workers are processes of their own. */
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
      // One that did not start has nothing to stop; who asked was told why.
      const running = await started?.catch(() => undefined)
      await running?.stop()
    },
  }
}

/** Asks for it, and waits until it is there. */
export async function askOnDemand(url: string): Promise<string> {
  const answer = await fetch(url)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
