import { setTimeout } from 'node:timers/promises'
import { gaps, ready } from '@/lib/server'

/** Whoever asks whether the server lives does not wait longer for what it lacks. */
const PATIENCE_MS = 1_000

/**
 * 200 once the database is open and the migrations have run. `warnings` say what keeps people from being verified; they
 * never make a living server look dead.
 */
export async function GET() {
  await ready()
  const warnings = await Promise.race([gaps().catch(() => []), setTimeout(PATIENCE_MS, [])])
  return Response.json({ ok: true, warnings }, { headers: { 'cache-control': 'no-store' } })
}
