import { afterEach, describe, expect, it } from 'vitest'
import { addDays, personsDay } from './days'

const zone = process.env.TZ
afterEach(() => {
  process.env.TZ = zone
  if (zone === undefined) delete process.env.TZ
})

describe('the day it is for the person', () => {
  it.each([
    ['Pacific/Auckland', '2026-11-19T12:30:00Z', '2026-11-20'],
    ['Pacific/Kiritimati', '2026-11-19T10:30:00Z', '2026-11-20'],
    ['UTC', '2026-11-19T23:59:00Z', '2026-11-19'],
    ['America/Los_Angeles', '2026-11-19T03:00:00Z', '2026-11-18'],
    ['Etc/GMT+12', '2026-11-19T11:00:00Z', '2026-11-18'],
  ])('is that of %s', (zone, now, day) => {
    process.env.TZ = zone
    expect(personsDay(new Date(now), '2026-11-19')).toBe(day)
  })

  it('is near the server’s where the device’s clock is wrong', () => {
    process.env.TZ = 'UTC'
    expect(personsDay(new Date('2001-01-01T12:00:00Z'), '2026-11-19')).toBe('2026-11-18')
    expect(personsDay(new Date('2101-01-01T12:00:00Z'), '2026-11-19')).toBe('2026-11-20')
  })
})

it('days are counted over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})
