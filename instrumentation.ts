/** Runs once when the server starts: the database is opened and deliveries begin before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { ready } = await import('@/lib/server')
  await ready()
}
