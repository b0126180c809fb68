import { useEffect, useRef, useState } from 'react'
import type { FieldError } from '@/lib/contract/errors'
import type { Theme } from '@/lib/contract/host/themes'
import type { ManagerOutput } from '@/lib/contract/manager'
import type { Language } from '@/lib/i18n/languages'
import { callManager, startScenario } from './stand-ins'

/** What the server says of one place in the form. */
export type Remark = Pick<FieldError, 'path' | 'message'>

export type Verdict =
  | { kind: 'asking' }
  | { kind: 'taken'; warnings: readonly Remark[] }
  | { kind: 'failed' }
  | { kind: 'not_json'; message: string }
  | { kind: 'refused'; faults: readonly Remark[] }

type Template = ManagerOutput<'MngAddKycStepTemplate'>
/** So long after the last key the server is asked. */
const PAUSE_MS = 500

/**
 * What the server says of a `form_schema`, and the address of a screen that has it as its step: of a template of this
 * visit's own, which goes when the visit ends, and for somebody new each time. A refused text leaves the last screen.
 */
export function usePreview(text: string, { lang, theme }: { lang: Language; theme: Theme }) {
  const [verdict, setVerdict] = useState<Verdict>({ kind: 'asking' })
  const [address, setAddress] = useState<string | null>(null)
  const template = useRef<Template | null>(null)
  // One at a time, so that a visit has one template.
  const saving = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    let current = true
    const show = async () => {
      const read = parsed(text)
      if ('message' in read) return setVerdict({ kind: 'not_json', message: read.message })
      setVerdict({ kind: 'asking' })
      const work = saving.current.then(() => save(template.current, read.schema))
      saving.current = work.catch(() => {})
      const saved = await work
      if (saved.ok) template.current = saved.value
      if (!current) return
      if (!saved.ok) {
        const { faults, message } = saved.error
        return setVerdict({ kind: 'refused', faults: faults ?? [{ path: 'form_schema', message }] })
      }
      const { userId, token } = await startScenario({})
      await callManager('POST', '/steps/require', { customer_id: userId, template_id: saved.value.id })
      if (!current) return
      const query = new URLSearchParams({ token, kycType: 'basic', lang, theme, step: saved.value.code })
      setVerdict({ kind: 'taken', warnings: saved.value.warnings })
      setAddress(`/inapp/kyc?${query}`)
    }
    const timer = setTimeout(() => {
      show().catch(() => current && setVerdict({ kind: 'failed' }))
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, lang, theme])

  useEffect(() => {
    const leave = () => {
      const { id } = template.current ?? {}
      template.current = null
      if (id) void callManager('DELETE', `/templates/${id}`, undefined, { keepalive: true })
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])

  return { verdict, address }
}

function save(template: Template | null, form_schema: unknown) {
  if (template) return callManager<Template>('PUT', `/templates/${template.id}`, { form_schema })
  const code = `preview_${crypto.randomUUID().slice(0, 8)}`
  const fresh = { code, title: 'Your step', level: 1, required: false, form_schema }
  return callManager<Template>('POST', '/templates', fresh)
}

function parsed(text: string): { schema: unknown } | { message: string } {
  try {
    return { schema: JSON.parse(text) }
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) }
  }
}
