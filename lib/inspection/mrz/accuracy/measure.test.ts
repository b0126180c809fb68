import { expect, it } from 'vitest'
import type { MrzReading } from '..'
import { parseMrz } from '../parse'
import { type Result, resultOf } from './measure'
import { PRINTED, type Printed } from './zones'

const PRINT: Printed = {
  ...{ issuer: 'UTO', nationality: 'UTO', surname: 'MEYER', givenNames: 'ANNA', number: 'X12345678' },
  ...{ birth: '850304', expiry: '310415', sex: 'F', optional: '' },
}
const ZONE = PRINTED.TD3(PRINT)
const OTHER = PRINTED.TD1(PRINT)

function read(lines: readonly string[]): MrzReading {
  const mrz = parseMrz([lines.join('\n')], '2026-11-21')
  return mrz ? { outcome: 'read', mrz } : { outcome: 'unreadable' }
}

it.each<[Result, string, MrzReading | null, string[][]]>([
  ['exact', 'the zone', read(ZONE), [ZONE]],
  ['exact', 'one of two zones', read(OTHER), [ZONE, OTHER]],
  ['valid but wrong', 'a name that is not printed', read(PRINTED.TD3({ ...PRINT, surname: 'MAYER' })), [ZONE]],
  ['valid but wrong', 'a zone where there is none', read(ZONE), []],
  ['flagged', 'another digit', read(ZONE.map((row) => row.replace('X12345678', 'X12345679'))), [ZONE]],
  ['unread', 'that it could not be read', { outcome: 'unreadable' }, [ZONE]],
  ['unread', 'that there is none, where there is one', { outcome: 'none' }, [ZONE]],
  ['unread', 'that it could not be read, where there is none', { outcome: 'unreadable' }, []],
  ['no zone', 'that there is none, where there is none', { outcome: 'none' }, []],
  ['unfinished', 'nothing', null, [ZONE]],
])('is %s: a reading that says %s', (result, _, reading, zones) => {
  expect(resultOf(reading, zones)).toBe(result)
})
