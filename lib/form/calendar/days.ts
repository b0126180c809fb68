/** Calendar days as ISO dates. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Where each day ends last (UTC−12), and nobody lives. */
const LAST_ZONE_MS = 12 * HOUR_MS

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/**
 * The day it is for the person: that of the device. Nowhere on earth is it more than a day from the server's (in UTC), so
 * a device whose clock is wrong is judged by the nearest day that can be right.
 */
export function personsDay(now: Date, serverDay: string): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  const own = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const [earliest, latest] = [addDays(serverDay, -1), addDays(serverDay, 1)]
  if (own < earliest) return earliest
  return own > latest ? latest : own
}

/** The earliest day that it still is somewhere: what was good until the day before is over for everybody. */
export function earliestDayAt(now: Date): string {
  return new Date(now.getTime() - LAST_ZONE_MS).toISOString().slice(0, 10)
}
