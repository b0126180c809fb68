import { DocumentUpload } from '@/components/capture/document-upload'
import { DoneOnPhone } from '@/components/capture/handoff/done-on-phone'
import { NothingToUpload } from '@/components/overview/nothing-to-upload'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import {
  DOCUMENT_TYPE_NAMES,
  DOCUMENT_TYPES,
  type DocumentPurpose,
  type DocumentType,
  documentTypesFor,
} from '@/lib/contract/documents'
import { isFinallyRejected, uploadTarget } from '@/lib/journey/journey'
import { matchingCode } from '@/lib/web/handoff'
import { type Ready, renderScreen, type ScreenProps } from '../screen'

/**
 * The document upload screen (docs/requirements/ctrader.md#screens). `documentType` may name a purpose ("identity") or a
 * type ("passport"). It has no live updates: drawn anew in the middle, it would take the person's picture away.
 */
export default function UploadPage({ searchParams }: ScreenProps) {
  return renderScreen(
    searchParams,
    {
      ...{ path: '/inapp/kyc/upload', screen: 'upload', backHref: addressBefore },
      stepOf: (ready) => targetOf(ready)?.step ?? null,
    },
    ({ kyc, params, session }) => {
      const type = typeAsked(params)
      const target = targetOf({ kyc, params, session })
      if (!target) return session.scope ? <DoneOnPhone /> : <NothingToUpload refused={isFinallyRejected(kyc)} />
      // A link names none, as does one that goes on at a phone: the document says which it is, once it is seen.
      const isToSayItself = type === undefined && target.step.status === 'required'
      const offered = target.field.document_types ?? documentTypesFor(target.purpose)
      return (
        <DocumentUpload
          key={`${target.step.id} ${target.field.name}`}
          step={target.step}
          field={target.field}
          purpose={target.purpose}
          offeredTypes={offered}
          preselected={{
            type: type && offered.includes(type) ? type : undefined,
            country: (session.scope ? session.scope.country : nationalityOf(kyc)) ?? undefined,
            scans: params.scan !== undefined || (session.scope ? session.scope.country === null : isToSayItself),
          }}
          opensCamera={params.camera !== undefined}
          matchingCode={session.scope ? matchingCode(session.token_hash) : null}
          returnHref={addressOf(target.step)}
        />
      )
    },
  )
}

/** Back leads to where the document was asked for. */
function addressBefore(ready: Ready): string {
  const target = targetOf(ready)
  return target ? addressOf(target.step) : '/inapp/kyc/status'
}

function addressOf(step: CustomerStep): string {
  return step.status === 'rejected' ? '/inapp/kyc/status' : `/inapp/kyc?step=${step.code}`
}

function typeAsked({ documenttype }: Ready['params']): DocumentType | undefined {
  return DOCUMENT_TYPE_NAMES.find((name) => name === documenttype)
}

function targetOf({ kyc, params, session }: Pick<Ready, 'kyc' | 'params' | 'session'>) {
  const type = typeAsked(params)
  return uploadTarget(kyc, {
    step: params.step,
    field: params.field,
    // A phone's link is for one field, and for no other once that is closed.
    accepts: (purpose) => !session.scope && accepts(purpose, params.documenttype, type),
  })
}

/** The country that most likely issued the document. */
function nationalityOf(kyc: CustomerKyc): string | undefined {
  const answers = kyc.steps.map((step) => (step.answers ?? step.draft)?.nationality)
  return answers.find((answer) => typeof answer === 'string')
}

/** Whether a field that proves `purpose` can take what the link asked for; a link that asks for nothing takes any. */
function accepts(purpose: DocumentPurpose, asked: string | undefined, type: DocumentType | undefined): boolean {
  if (type) return (DOCUMENT_TYPES[type].purposes as readonly string[]).includes(purpose)
  return asked === undefined || asked === purpose
}
