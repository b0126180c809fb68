import 'server-only'
import { createWriteStream, existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Anchor } from '@/lib/contract/audit'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import { env } from '@/lib/env'
import { createAnchorFile } from '@/lib/files/anchors/anchor-file'
import { type AnchorRecord, writeAnchor } from '@/lib/files/anchors/anchor-place'
import { AUDIT_FAULTS, type AuditFault, type Manager } from '@/lib/kyc'
import { auditAnchors, managerOfExistingData } from '@/lib/server'
import { csvRow } from './csv'
import { defaultBrand } from './deployment'
import { knownBrands } from './known-brands'

/** `npm run audit`: what `scripts/audit.mjs` hands on, parsed. */
export type AuditCommand = {
  /** Where the export or the anchors go. Of an export its ending says in which format. */
  file: string | undefined
  /** Verify: default all of them. Export: default the brand of the deployment. */
  brand: string | undefined
  /** A file with the anchors to verify with. Default: those of KYC_AUDIT_ANCHOR. */
  anchors: string | undefined
  from: string | undefined
  to: string | undefined
  /** Who runs it, for the audit. */
  operator: string
}
type Print = (line: string) => void

/** More faults than these of a brand tell an operator nothing more. */
const TOLD = 100

/** Answers whether all is well; what is not is printed. */
type Run = (manager: Manager, command: AuditCommand, print: Print) => Promise<boolean>

export const COMMANDS: Readonly<
  Record<'verify' | 'export' | 'anchors', (command: AuditCommand, print: Print) => Promise<boolean>>
> = { verify: onManager(verify), export: onManager(exportRows), anchors: exportAnchors }

function onManager(run: Run) {
  return async (command: AuditCommand, print: Print): Promise<boolean> => {
    if (env().KYC_BACKEND_URL) {
      print('KYC_BACKEND_URL is set: the audit is that of the backend there. Run this command where that backend runs.')
      return false
    }
    const manager = await managerOfExistingData()
    try {
      return await run(manager, command, print)
    } finally {
      await manager.close()
    }
  }
}

async function verify(manager: Manager, { brand, anchors: path }: AuditCommand, print: Print): Promise<boolean> {
  const { anchors, whole } = await readAnchors(path, print)
  const brands = await manager.audit.brands(anchors)
  if (brand && !isKnown(brand, brands, print)) return false
  let sound = whole
  for (const name of brand ? [brand] : brands) {
    const { rows, destroyed, faults } = await manager.audit.verify(name, anchors)
    const erased = destroyed > 0 ? `, the content of ${destroyed} of them erased` : ''
    print(`${name}: ${rows} rows${erased}, ${faults.length === 0 ? 'one unbroken chain' : `faults: ${faults.length}`}`)
    for (const fault of faults.slice(0, TOLD)) print(`${name}: ${describeFault(fault)}`)
    if (faults.length > TOLD) print(`${name}: and ${faults.length - TOLD} more`)
    sound &&= faults.length === 0
  }
  return sound
}

/** A misspelt brand has nothing, which would pass for a record in order. */
function isKnown(brand: string, recorded: readonly string[], print: Print): boolean {
  const known = new Set([...recorded, ...knownBrands()])
  if (!known.has(brand))
    print(`"${brand}" is no brand of this deployment, which has ${[...known].toSorted().join(', ')}.`)
  return known.has(brand)
}

/** The anchors of a file, else those of every place that can be asked; the same anchor once. */
async function readAnchors(path: string | undefined, print: Print): Promise<{ anchors: Anchor[]; whole: boolean }> {
  const places = path === undefined ? auditAnchors() : [createAnchorFile(path)]
  if (places.length === 0)
    print('There are no anchors (KYC_AUDIT_ANCHOR): a tail that was cut off together with the head is not found.')
  const found = new Map<string, Anchor>()
  let whole = true
  for (const { name, read } of places) {
    if (read === null) {
      print(`${name}: whoever receives there has the anchors. Verify with their record as well: --anchors <file>`)
      continue
    }
    const { anchors, faults } = await read().catch((error: unknown): AnchorRecord => {
      const { code, name: type } = error as NodeJS.ErrnoException
      return { anchors: [], faults: [`it could not be read (${code ?? type})`] }
    })
    for (const fault of faults) print(`${name}: ${fault}`)
    if (anchors.length === 0 && faults.length === 0) print(`${name}: no anchor is there`)
    whole &&= faults.length === 0 && anchors.length > 0
    for (const anchor of anchors) found.set(JSON.stringify([anchor.brand, anchor.sequence, anchor.link]), anchor)
  }
  return { anchors: [...found.values()], whole }
}

/** Puts what all places hold into one file, to verify where none of them can be asked. It needs no database. */
async function exportAnchors({ file = '' }: AuditCommand, print: Print): Promise<boolean> {
  if (existsSync(file)) {
    print(`${file} exists. Give the anchors a name of their own.`)
    return false
  }
  const { anchors, whole } = await readAnchors(undefined, print)
  if (anchors.length === 0) return false
  await writeFile(file, anchors.map(writeAnchor).join(''), { mode: 0o600 })
  print(`${anchors.length} anchors are in ${file}: npm run audit -- verify --anchors ${file}`)
  return whole
}

function describeFault({ sequence, last, id, fault }: AuditFault): string {
  const place = sequence === last ? `row ${sequence ?? ''}` : `each of the rows ${sequence} to ${last}`
  return `${place.trim()}${id ? ` (${id})` : ''} ${AUDIT_FAULTS[fault]}`
}

async function exportRows(manager: Manager, command: AuditCommand, print: Print): Promise<boolean> {
  const { file = '', brand = defaultBrand(), operator } = command
  const format = file.endsWith('.csv') ? 'csv' : file.endsWith('.ndjson') ? 'ndjson' : null
  const asked = MANAGER_OPERATIONS.MngGetKycAudit.input.safeParse({ from: command.from, to: command.to })
  if (!asked.success || format === null) {
    print(
      format === null
        ? 'Give the file the ending .csv or .ndjson.'
        : '--from and --to are days or moments: 2026-11-29 or 2026-11-29T12:00:00Z.',
    )
    return false
  }
  if (!isKnown(brand, await manager.audit.brands([]), print)) return false
  if (existsSync(file)) {
    print(`${file} exists. Give the export a name of its own.`)
    return false
  }
  const { from, to } = asked.data
  const actor = { name: `operator ${operator}`, role: 'operator', brand }
  const rows = await manager.audit.export(actor, { format, from, to })
  let count = 0
  const lines = async function* () {
    for await (const { sequence, ...row } of rows) {
      const cells = { sequence, ...row }
      if (format === 'csv' && count === 0) yield csvRow(Object.keys(cells))
      yield format === 'csv' ? csvRow(Object.values(cells)) : `${JSON.stringify(cells)}\n`
      count += 1
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }))
  print(`${count} rows of the audit of the brand "${brand}" are in ${file}.`)
  return true
}
