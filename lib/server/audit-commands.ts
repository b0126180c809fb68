import 'server-only'
import { createWriteStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Anchor } from '@/lib/contract/audit'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import { env } from '@/lib/env'
import { createAnchorFile } from '@/lib/files/anchor-file'
import { AUDIT_FAULTS, type AuditFault, type Manager } from '@/lib/kyc'
import { managerOfExistingData } from '@/lib/server'
import { csvRow } from './csv'
import { defaultBrand } from './deployment'
import { knownBrands } from './known-brands'

/** `npm run audit`: what `scripts/audit.mjs` hands on, parsed. */
export type AuditCommand = {
  /** Where the export goes. Its ending says in which format. */
  file: string | undefined
  /** Verify: default all of them. Export: default the brand of the deployment. */
  brand: string | undefined
  /** The anchors to verify with. Default: KYC_AUDIT_ANCHOR. */
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
  Record<'verify' | 'export', (command: AuditCommand, print: Print) => Promise<boolean>>
> = { verify: onManager(verify), export: onManager(exportRows) }

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
  const { anchors, whole } = await readAnchors(path ?? env().KYC_AUDIT_ANCHOR, print)
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

async function readAnchors(path: string | undefined, print: Print): Promise<{ anchors: Anchor[]; whole: boolean }> {
  if (path === undefined) {
    print('There are no anchors (KYC_AUDIT_ANCHOR): a tail that was cut off together with the head is not found.')
    return { anchors: [], whole: true }
  }
  const { anchors, broken } = await createAnchorFile(path).read()
  for (const line of broken) print(`${path}: line ${line} is no anchor`)
  if (anchors.length === 0) print(`${path}: no anchor is there`)
  return { anchors, whole: broken.length === 0 && anchors.length > 0 }
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
