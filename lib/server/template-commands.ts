import 'server-only'
import { readFileSync, writeFileSync } from 'node:fs'
import { type FieldError, KycError } from '@/lib/contract/errors'
import { parseEnv } from '@/lib/env'
import { type Actor, judgeTemplates } from '@/lib/kyc'
import { managerForCommand } from '@/lib/server'
import { readBrands } from '@/lib/theme/brands'
import { defaultBrand } from './deployment'
import { knownBrands } from './known-brands'

/** `npm run templates`: what `scripts/templates.mjs` hands on, parsed. */
export type TemplateCommand = {
  file: string
  /** Default: the brand of the deployment. */
  brand: string | undefined
  /** The codes of templates of the file that are left out. */
  without: readonly string[]
  /** Whether templates that the file does not have are deleted. */
  deletes: boolean
  /** Whether steps that wait for their customer get the new version of a changed template. */
  reissues: boolean
  /** Who runs it, for the audit. */
  operator: string
}
type Print = (line: string) => void
type Settings = Readonly<Record<string, string | undefined>>

/** Answers whether all went well; what went wrong is printed. */
type Run = (command: TemplateCommand, print: Print, settings: Settings) => Promise<boolean>

export const COMMANDS: Readonly<Record<'import' | 'export' | 'check', Run>> = {
  check: async (command, print, settings) => {
    const file = readTemplates(command, print)
    const surroundings = surroundingsOf(settings, command.brand, print)
    if (file === null || surroundings === null) return false
    const { templates, faults, warnings } = judgeTemplates(file, surroundings)
    printAll('warning', warnings, print)
    printErrors(faults, file, command, print)
    print(`errors: ${faults.length}, warnings: ${warnings.length}, valid templates: ${templates.length}`)
    return faults.length === 0
  },
  import: async (command, print, settings) => {
    const file = readTemplates(command, print)
    if (file === null) return false
    return withManager({ command, print, settings, file }, async (manager, actor) => {
      const imported = await manager.templates.import(actor, file, {
        others: command.deletes ? 'delete' : 'keep',
        waiting: command.reissues ? 'reissue' : 'keep',
      })
      printAll('warning', imported.warnings, print)
      for (const { code, outcome } of imported.outcomes)
        print(`${outcome.padEnd(10)} ${code}${outcome === 'kept' ? ', which the file does not have' : ''}`)
      print(`The brand "${actor.brand}" has the templates of ${command.file}.`)
    })
  },
  export: (command, print, settings) =>
    withManager({ command, print, settings, file: null }, async (manager, { brand }) => {
      writeFileSync(command.file, await manager.templates.export(brand))
      print(`The templates of the brand "${brand}" are in ${command.file}.`)
    }),
}

/** What the file holds, without the templates that are left out. Null when it cannot be read. */
function readTemplates({ file, without }: Pick<TemplateCommand, 'file' | 'without'>, print: Print): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (!isTemplateFile(content)) return content ?? {}
    const templates = content.templates.filter((template) => !without.includes(Object(template).code))
    return { ...content, templates }
  } catch (error) {
    print(`${file}: ${error instanceof Error ? error.message : error}`)
    return null
  }
}

function isTemplateFile(content: unknown): content is { templates: unknown[] } {
  return typeof content === 'object' && content !== null && 'templates' in content && Array.isArray(content.templates)
}

function printAll(kind: 'error' | 'warning', found: readonly FieldError[], print: Print): void {
  for (const { path, message } of found) print(`${kind.padEnd(10)} ${path}: ${message}`)
}

/** Every error, and the way on where only the mail server is missing. */
function printErrors(
  faults: readonly FieldError[],
  file: unknown,
  { file: path, brand, without }: TemplateCommand,
  print: Print,
): void {
  printAll('error', faults, print)
  const templates: readonly unknown[] = isTemplateFile(file) ? file.templates : []
  const codes = faults.flatMap((fault) => {
    const at = fault.code === 'no_mail' ? /^templates\[(\d+)\]/.exec(fault.path)?.[1] : undefined
    return at === undefined ? [] : [String(Object(templates[Number(at)]).code)]
  })
  if (codes.length === 0) return
  const options = [...(brand ? [`--brand ${brand}`] : []), ...[...without, ...codes].map((code) => `--without ${code}`)]
  print(
    `Set KYC_SMTP_URL and KYC_MAIL_FROM, or go on without: npm run templates -- import ${path} ${options.join(' ')}`,
  )
}

/** What of the settings decides, also where a server could not start with them yet. */
function surroundingsOf(settings: Settings, brand: string | undefined, print: Print) {
  const parsed = parseEnv({ ...settings, KYC_SANDBOX: 'on' })
  if ('errors' in parsed) return complain(parsed.errors, print)
  const { KYC_BRANDS_FILE, KYC_BRAND = 'sandbox', KYC_SMTP_URL } = parsed.env
  const read = KYC_BRANDS_FILE ? readBrands(KYC_BRANDS_FILE) : { brands: {} }
  if ('errors' in read) return complain(read.errors, print)
  return {
    mail: KYC_SMTP_URL !== undefined || settings.KYC_SANDBOX !== 'off',
    documents: read.brands[brand ?? KYC_BRAND]?.documents ?? {},
    today: new Date().toISOString().slice(0, 10),
  }
}

function complain(errors: readonly string[], print: Print): null {
  for (const error of errors) print(error)
  return null
}

type OnManager = { command: TemplateCommand; print: Print; settings: Settings; file: unknown }

/** Runs on the deployment's database. A refusal is printed, with every fault. */
async function withManager(
  { command, print, settings, file }: OnManager,
  run: (manager: Awaited<ReturnType<typeof managerForCommand>>, actor: Actor) => Promise<void>,
): Promise<boolean> {
  if (settings.KYC_BACKEND_URL) {
    print(
      'KYC_BACKEND_URL is set: the screens show the templates of the backend there, and those of this database are never ' +
        'used. Nothing was read or changed. Run this command where that backend runs, or without KYC_BACKEND_URL.',
    )
    return false
  }
  const { brand = defaultBrand(), operator } = command
  if (!knownBrands().has(brand)) {
    print(`Nothing was changed: ${brand} is no brand of this deployment, which has ${[...knownBrands()].join(', ')}.`)
    return false
  }
  const manager = await managerForCommand()
  try {
    await run(manager, { name: `operator ${operator}`, role: 'operator', brand })
    return true
  } catch (thrown) {
    if (!(thrown instanceof KycError)) throw thrown
    printErrors(thrown.details.faults ?? [], file, command, print)
    print(`Nothing was changed. ${thrown.message}`)
    return false
  } finally {
    await manager.close()
  }
}
