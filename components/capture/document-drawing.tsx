import { shapeOf } from '@/lib/capture/document-shape'
import { type DocumentSide, type DocumentType, shownBy } from '@/lib/contract/documents'
import styles from './document-drawing.module.css'

/** What tells one kind from another: a mark on a 16 px grid. */
const MARKS: Record<DocumentType, string> = {
  passport: 'M8 2a6 6 0 100 12A6 6 0 008 2zM2 8h12M8 2c2.2 2 2.2 10 0 12M8 2c-2.2 2-2.2 10 0 12',
  national_identity_card: 'M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5l3.8-.5z',
  driving_licence:
    'M2 10.5V8.5l1.5-.7L5 5h6l1.5 2.8 1.5.7v2zM5 12a1.5 1.5 0 100-3 1.5 1.5 0 000 3zM11 12a1.5 1.5 0 100-3 1.5 1.5 0 000 3z',
  residence_permit: 'M2 8l6-5 6 5M4 6.8V13h8V6.8M7 13v-3h2v3',
  utility_bill: 'M9 1.5L3.5 9H7l-1 5.5L12.5 7H9z',
  bank_statement: 'M2 6l6-3.5L14 6zM4 6v6M8 6v6M12 6v6M2 13.5h12',
  tax_letter: 'M3.5 12.5l9-9M5 6.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3zM11 12.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3z',
  government_letter: 'M8 1.5l5.5 2v4.5c0 3-2.3 5.5-5.5 6.5-3.2-1-5.5-3.5-5.5-6.5V3.5z',
  rental_agreement: 'M5.5 8a3 3 0 100-6 3 3 0 000 6zM7.6 7.1L13 12.5M11 10.5l-1.5 1.5M13 12.5L11.5 14',
  payslip: 'M2 4h12v8H2zM8 10a2 2 0 100-4 2 2 0 000 4z',
  selfie: '',
  other: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h7',
}

type DocumentDrawingProps = {
  type: DocumentType
  /** cover: as it lies on a table, to be chosen by; front and back: the side to be shown. */
  view: 'cover' | DocumentSide
  className?: string | undefined
}

/** A small drawing of a kind of document. It says nothing to a screen reader. */
export function DocumentDrawing({ type, view, className }: DocumentDrawingProps) {
  return (
    <svg viewBox="0 0 96 72" aria-hidden="true" className={[styles.drawing, className].filter(Boolean).join(' ')}>
      {shownBy(type) === 'face' ? <Selfie /> : <Sheet type={type} view={view} />}
    </svg>
  )
}

function Sheet({ type, view }: Pick<DocumentDrawingProps, 'type' | 'view'>) {
  const shape = shapeOf(type)
  if (shape === 'page') return <Page mark={MARKS[type]} />
  if (shape === 'passport') return view === 'cover' ? <Cover mark={MARKS[type]} /> : <PhotoPage />
  return view === 'back' ? <CardBack /> : <CardFront mark={MARKS[type]} />
}

function Selfie() {
  return (
    <>
      <ellipse className={styles.tint} cx="48" cy="36" rx="24" ry="32" />
      <ellipse className={styles.ring} cx="48" cy="36" rx="24" ry="32" />
      <circle className={styles.person} cx="48" cy="29" r="9.500" />
      <path
        className={styles.person}
        d="M32 57c1.200-10 7.500-16 16-16s14.800 6 16 16c-4.200 6-9.800 9-16 9s-11.800-3-16-9z"
      />
    </>
  )
}

function CardFront({ mark }: { mark: string }) {
  return (
    <>
      <rect className={styles.paper} x="9" y="11.500" width="78" height="49" rx="5" />
      <Portrait x={16} y={23} />
      <path className={styles.strong} d="M45 24.500h34" />
      <path className={styles.print} d="M45 33h10M45 40h10M45 47h10" />
      <path className={styles.mark} d={mark} transform="translate(60.500 31) scale(1.25)" />
    </>
  )
}

function CardBack() {
  return (
    <>
      <rect className={styles.paper} x="9" y="11.500" width="78" height="49" rx="5" />
      <rect className={styles.tint} x="16" y="18" width="14" height="11" rx="2.500" />
      <path className={styles.print} d="M37 20h42M37 27h30" />
      <path className={styles.code} d="M16 41h64M16 47.500h64M16 54h64" />
    </>
  )
}

function Cover({ mark }: { mark: string }) {
  return (
    <>
      <rect className={styles.cover} x="24" y="3" width="48" height="66" rx="5" />
      <path className={styles.coverMark} d={mark} transform="translate(36 20) scale(1.5)" />
      <path className={styles.coverMark} d="M38 55h20M42 61h12" />
    </>
  )
}

function PhotoPage() {
  return (
    <>
      <rect className={styles.paper} x="9" y="8.500" width="78" height="55" rx="5" />
      <Portrait x={16} y={17} />
      <path className={styles.strong} d="M45 19h22" />
      <path className={styles.print} d="M45 27h34M45 34h26M45 41h18" />
      <path className={styles.code} d="M16 51.500h64M16 57.500h64" />
    </>
  )
}

function Page({ mark }: { mark: string }) {
  return (
    <>
      <path className={styles.paper} d="M24 7a4 4 0 014-4h30l14 14v48a4 4 0 01-4 4H28a4 4 0 01-4-4z" />
      <path className={styles.fold} d="M58 3v10a4 4 0 004 4h10" />
      <path className={styles.mark} d={mark} transform="translate(31 10)" />
      <path className={styles.strong} d="M32 34h20" />
      <path className={styles.print} d="M32 42h32M32 49h32M32 56h20" />
    </>
  )
}

function Portrait({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect className={styles.tint} width="22" height="28" rx="3" />
      <circle className={styles.person} cx="11" cy="10.500" r="4.500" />
      <path className={styles.person} d="M3 26c.6-5 3.600-8 8-8s7.400 3 8 8z" />
    </g>
  )
}
