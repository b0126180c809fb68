import { z } from 'zod'

/** Screenings, and the hits that they found, as reviewers see them. Nobody else ever does. */

const moment = z.iso.datetime()
const id = z.uuid()

/** Why somebody was screened. */
export const SCREENING_REASONS = [
  /** What is known of the person is new, or has changed. */
  'person',
  /** A list has changed. */
  'list',
  /** The time of the last screening was over. */
  'schedule',
  /** A reviewer asked for it. */
  'reviewer',
] as const
export type ScreeningReason = (typeof SCREENING_REASONS)[number]

/**
 * How far the screening of a profile is. `none`: nobody to look for is known yet. `due`: what is known of the person, or what is
 * new in a list, has still to be compared.
 */
export const SCREENING_STATES = ['none', 'due', 'failed', 'done'] as const

export const HIT_STATES = ['open', 'true_match', 'false_positive', 'unsure'] as const

export const HIT_TOPICS = ['sanctions', 'pep', 'rca', 'other'] as const

/** Why a reviewer settles a hit as they do. */
export const HIT_REASONS = [
  ...(['same_identifiers', 'same_details', 'other_identifiers', 'other_birth_date', 'other_country'] as const),
  ...(['other_gender', 'other_name', 'needs_information', 'other'] as const),
] as const

/** What may have changed since a hit was declared false. */
export const CHANGED_PARTS = ['entry', 'names', 'birth_date', 'countries', 'genders', 'identifiers'] as const
export type ChangedPart = (typeof CHANGED_PARTS)[number]

/** A list in force, and how old it is. */
export const listInForceSchema = z
  .strictObject({
    list: z.string(),
    version: z.string().nullable(),
    digest: z.string().nullable(),
    entries: z.int(),
    taken_at: moment.nullable(),
    published_at: z.string().nullable(),
    /** Since its source last said that this is the present version, or somebody made a copy of it. Null when nothing was ever taken. */
    age_hours: z.number().nullable(),
    too_old: z.boolean(),
    /** When a newer version was refused, and why. */
    refused_at: moment.nullable(),
    refusal: z.string().nullable(),
  })
  .meta({ id: 'ListInForce' })
export type ListInForce = z.infer<typeof listInForceSchema>

export const screeningRecordSchema = z
  .strictObject({
    id,
    profile_id: id,
    /** Changes whenever what was looked for does. */
    subject_digest: z.string(),
    why: z.enum(SCREENING_REASONS),
    asked_by: z.string().nullable(),
    outcome: z.enum(['clear', 'hits', 'failed']),
    hits: z.int(),
    /** Hits beyond the brand's limit, which did not become cases. */
    omitted: z.int(),
    versions: z.array(z.strictObject({ list: z.string(), version: z.string(), digest: z.string() })),
    at: moment,
  })
  .meta({ id: 'Screening' })
export type ScreeningRecord = z.infer<typeof screeningRecordSchema>

export const resolutionOfHitSchema = z.strictObject({
  by: z.string(),
  at: moment,
  state: z.enum(HIT_STATES),
  reason: z.enum(HIT_REASONS),
  justification: z.string(),
})
export type HitResolution = z.infer<typeof resolutionOfHitSchema>

const codes = z.array(z.string())
/** What a list says of an entry. All texts are a stranger’s: escape them. */
const listedEntrySchema = z
  .strictObject({
    names: z.array(
      z.strictObject({
        text: z.string(),
        kind: z
          .enum(['primary', 'alias', 'weak', 'original'])
          .describe('`weak`: the list itself calls it so. `original`: in the person’s own script.'),
        script: z.string().optional().describe('ISO 15924; left out for Latin.'),
      }),
    ),
    birth_dates: z
      .array(z.strictObject({ from: z.string(), until: z.string().optional(), circa: z.boolean().optional() }))
      .describe('A day, a month (`2001-02`) or a year. With `until`: somewhere in between.'),
    genders: codes,
    countries: z
      .strictObject({ nationality: codes.optional(), birth: codes.optional(), residence: codes.optional() })
      .describe('ISO 3166-1 alpha-2.'),
    identifiers: z
      .array(z.strictObject({ type: z.string(), number: z.string(), country: z.string().optional() }))
      .describe('Numbers of documents and others; `type` in the list’s own word.'),
    remarks: z.string().describe('Why it is listed and whatever else the list says, in its own words.'),
  })
  .meta({ id: 'ListedEntry' })

export const hitRecordSchema = z
  .strictObject({
    id,
    profile_id: id,
    customer_id: z.string(),
    screening_id: id,
    state: z.enum(HIT_STATES),
    list: z.string(),
    list_version: z.string().nullable(),
    list_published_at: z.string().nullable().describe('When its source says that this version was published.'),
    list_taken_at: z.string().nullable().describe('When this version was fetched.'),
    entry_id: z.string(),
    entry_digest: z.string(),
    entry: listedEntrySchema
      .nullable()
      .describe('What the list said of it when it was found. Null where that is damaged.'),
    topic: z.enum(HIT_TOPICS),
    topics: z.array(z.string()),
    schema: z.string().nullable(),
    /** From 0 to 1. */
    score: z.number().nullable(),
    /** The entry’s main name, and the one that agrees best. Texts of strangers: escape them. */
    caption: z.string().nullable(),
    matched_name: z.string().nullable(),
    programmes: z.array(z.string()),
    /** What the score is made of: `code`, with what fills its words. */
    reasons: z.array(
      z.strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
    ),
    /** The reasons as one sentence in English, for a reviewer. Texts of strangers stand in it: escape it. */
    explanation: z.string(),
    strengths: z.record(z.string(), z.number()),
    /** What changed since it was declared false, so that it came back. */
    changed: z.array(z.enum(CHANGED_PARTS)),
    /** What the first of two reviewers decided, until another one confirms it. */
    proposed: z.strictObject({ state: z.enum(HIT_STATES), by: z.string() }).nullable(),
    resolutions: z.array(resolutionOfHitSchema),
    /** When the entry was no longer listed, or no longer the same. */
    gone_at: moment.nullable(),
    found_at: moment,
    updated_at: moment,
    resolved_at: moment.nullable(),
    /** What was changed in the database, or belongs to another row. */
    damaged: z.array(z.enum(['hit', 'resolutions'])).optional(),
  })
  .meta({ id: 'Hit' })
export type HitRecord = z.infer<typeof hitRecordSchema>

/** What reviewers see of screening with a profile. Left out where no list is set up. */
export const profileScreeningSchema = z
  .strictObject({
    state: z.enum(SCREENING_STATES),
    open_hits: z.int(),
    /** The risk that hits bring by rule; it lies within `risk_level`. */
    risk_level: z.int(),
    /** The risk that a hit proposes and only a reviewer sets. Null without. */
    proposed_risk_level: z.int().nullable(),
  })
  .meta({ id: 'ProfileScreening' })
export type ProfileScreening = z.infer<typeof profileScreeningSchema>
