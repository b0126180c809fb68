import type { FileRefusal } from '@/lib/capture/admit-file'
import type { CameraFailure } from '@/lib/capture/camera-failure'
import type { FaceInstruction } from '@/lib/capture/face/face-guidance'
import type { Instruction } from '@/lib/capture/live/guidance'
import type { NoCountry } from '@/lib/contract/countries'
import type { TimelineEvent } from '@/lib/contract/customer'
import type { DocumentPurpose, DocumentSide, DocumentType } from '@/lib/contract/documents'
import type { Email } from '@/lib/contract/email'
import type { ErrorCode, ScreenProblem, UploadSentence } from '@/lib/contract/error-codes'
import type { FieldErrorCode } from '@/lib/contract/field-errors'
import type { PlaceProblem } from '@/lib/contract/host/place'
import type { LevelName } from '@/lib/contract/levels/levels'
import type { ProcessingTime } from '@/lib/contract/levels/terms'
import type { ReasonCode } from '@/lib/contract/messages/reasons'
import type { Concern, SUGGESTED } from '@/lib/contract/pictures/findings'
import type { DocumentNote } from '@/lib/contract/signals'
import type { DocumentStatus, ProfileStatus, StepStatus } from '@/lib/contract/statuses'
import type { FieldName, StepCode } from '@/lib/contract/well-known'

type Sentence<Code extends string> = Record<Code, string>
type Titled<Code extends string> = Record<Code, { title: string; text: string }>

/**
 * The messages that `en.json` must have, because the screens look them up by a code. A new code in any of these tables does
 * not compile until it has its message. A test requires the same of the other languages.
 */
export type RequiredMessages = {
  token: Titled<ScreenProblem | Extract<ErrorCode, `TOKEN_${string}`>>
  place: Titled<PlaceProblem>
  levels: Sentence<LevelName | ProcessingTime['unit']>
  steps: Sentence<StepCode> & { status: Sentence<StepStatus> }
  status: Titled<ProfileStatus> & {
    document: Sentence<DocumentStatus>
    event: Sentence<TimelineEvent>
    side: Sentence<DocumentSide>
  }
  /** What to do about it, and, where nothing can be done any more, what it was. */
  reasons: Sentence<ReasonCode>
  finalReasons: Sentence<ReasonCode>
  documentTypes: Sentence<DocumentType>
  documentNotes: Sentence<DocumentNote>
  capture: {
    sides: Sentence<DocumentSide>
    choose: { title: Sentence<DocumentPurpose>; text: Sentence<DocumentPurpose> }
    refusals: Titled<FileRefusal>
    preview: { concerns: Sentence<Concern>; suggestions: Sentence<(typeof SUGGESTED)[Concern][number]> }
    failures: Titled<UploadSentence>
    camera: { live: Sentence<Instruction>; failures: Titled<CameraFailure> }
    /** Including gestures. */
    face: { live: Sentence<FaceInstruction> }
  }
  fields: Sentence<DocumentSide> & {
    names: Sentence<FieldName>
    /** What to do where nothing is answered, for fields with our own label. */
    missing: Sentence<FieldName>
    noCountry: Sentence<NoCountry>
    verify: Sentence<Extract<ErrorCode, `CODE_${string}`>>
  }
  /** `invalid` is for codes of a newer backend. */
  formErrors: Sentence<FieldErrorCode | 'invalid'>
  mail: Record<Email['letter'], { subject: string; text: string }>
}
