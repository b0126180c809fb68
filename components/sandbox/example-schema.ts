const EXAMPLE = {
  sections: [
    {
      title: { en: 'Your work', de: 'Ihre Arbeit', ar: 'عملك' },
      help: {
        en: 'It tells us where your deposits come from.',
        de: 'Daran sehen wir, woher Ihre Einzahlungen kommen.',
      },
      fields: [
        {
          name: 'employment_status',
          type: 'select',
          required: true,
          options: [
            { value: 'employed', label: { en: 'Employed', de: 'Angestellt', ar: 'موظف' } },
            { value: 'self_employed', label: { en: 'Self-employed', de: 'Selbstständig', ar: 'عمل حر' } },
            { value: 'retired', label: { en: 'Retired', de: 'Im Ruhestand', ar: 'متقاعد' } },
          ],
        },
        {
          name: 'employer',
          type: 'text',
          required: true,
          max_length: 80,
          visible_if: { field: 'employment_status', equals: ['employed'] },
        },
        { name: 'annual_income', type: 'number', min: 0 },
      ],
    },
    {
      fields: [
        {
          name: 'evidence',
          type: 'file_reference',
          purpose: 'source_of_funds',
          label: { en: 'Payslip', de: 'Gehaltsnachweis', ar: 'كشف الراتب' },
        },
      ],
    },
  ],
}

/** What a visitor of the preview begins with. */
export const EXAMPLE_SCHEMA = JSON.stringify(EXAMPLE, null, 2)
