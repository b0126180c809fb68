import type { Manager } from '@/lib/kyc'

/** What `npm run lists` says of a list, line by line. Pure. */

type Report = NonNullable<Awaited<ReturnType<Manager['lists']['report']>>>
type Told = { version: string | null; digest: string | null; entries: number; published_at?: string | null | undefined }

const FORMATS: Record<Report['format'], string> = {
  ...{ un_xml: 'UN, XML', eu_xml: 'EU, XML', eu_csv: 'EU, CSV', uk_csv: 'UK, CSV', own_csv: 'your own, CSV' },
  ...{ ofac_csv: 'OFAC, CSV', ofac_xml: 'OFAC, XML', ofac_advanced_xml: 'OFAC, advanced XML' },
  ...{ opensanctions_csv: 'OpenSanctions, CSV', opensanctions_ftm: 'OpenSanctions, FollowTheMoney' },
}
const KINDS = { person: 'people', organisation: 'organisations', vessel: 'vessels', other: 'others' } as const
const TOPICS = { sanctions: 'sanctions', pep: 'pep', rca: 'rca', other: 'other' } as const

/** What a version is made of, and what was not taken of its file. @param report null where nothing is kept of its reading. */
export function versionLines({ version, digest, entries, published_at }: Told, report: Report | null): string[] {
  const made = report
    ? ` (${FORMATS[report.format]}), by kind: ${counts(KINDS, report.kinds)}, by topic: ${counts(TOPICS, report.topics)}`
    : ''
  const published = published_at ? `, published ${published_at}` : ''
  return [
    `${entries} entries${made}; version ${version ?? '-'}${published}, digest ${digest ?? '-'}`,
    ...(report?.left_out ?? []).map((noted) => `left out: ${notedLine(noted)}`),
    ...(report?.unread ?? []).map((noted) => `not understood: ${notedLine(noted)}`),
  ]
}

function counts<Key extends string>(words: Record<Key, string>, numbers: Record<Key, number>): string {
  const keys = Object.keys(words) as Key[]
  return keys.flatMap((key) => (numbers[key] === 0 ? [] : [`${words[key]} ${numbers[key]}`])).join(', ')
}

function notedLine({ what, count, first }: Report['left_out'][number]): string {
  return `${what}: ${count} (${first.join('; ')}${count > first.length ? '; …' : ''})`
}

/** How old a list is, and where it is from. URLs without what follows `?`, where keys may stand. */
export function ageLine(
  { age_hours, too_old }: { age_hours: number | null; too_old: boolean },
  sources: readonly string[],
): string {
  const age = age_hours === null ? 'never taken' : `confirmed ${age_hours} hours ago`
  const from = sources.length === 0 ? '' : `, from ${sources.map((source) => source.split(/\?|#sha/)[0]).join(', ')}`
  return `${age}${too_old ? ', TOO OLD' : ''}${from}`
}

/** How many of the entries that a list has lost are named. */
const MOST_MISSING = 10

/** Why something could not be done, and which entries would be lost by it. */
export function refusalLines(
  what: string,
  { refused, missing = [] }: { refused: string; missing?: string[] },
): string[] {
  const more = missing.length - MOST_MISSING
  return [
    `${what}: ${refused}`,
    ...missing.slice(0, MOST_MISSING).map((entry) => `missing: ${entry}`),
    ...(more > 0 ? [`missing: ${more} more`] : []),
  ]
}
