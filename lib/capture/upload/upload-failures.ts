import { type ClientErrorCode, clientTerms, type Remedy, type UploadSentence } from '@/lib/contract/error-codes'

/** The sentence and the remedy for a failure; what has no sentence of its own is said as a failed upload. */
export function uploadFailure(code: ClientErrorCode): { sentence: UploadSentence; remedy: Remedy } {
  const { remedy, saidAs } = clientTerms(code)
  if (remedy) return { sentence: code as UploadSentence, remedy }
  return uploadFailure(saidAs ?? 'UPLOAD_FAILED')
}
