import { ready } from '@/lib/server'

/** 200 once the database is open and the migrations have run. */
export async function GET() {
  await ready()
  return Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
}
