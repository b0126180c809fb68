import type { Instrumentation } from 'next'

/** Runs once when the server starts: the database is opened and deliveries begin before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { ready } = await import('@/lib/server')
  await ready()
}

/** An error that no route of ours caught, as of a page. The framework prints it too; the log has it once. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { frameworkErrors } = await import('@/lib/server')
  frameworkErrors().report(error, { method, route: routePath })
}
