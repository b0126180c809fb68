/** The `reason` of a SESSION_EXPIRED where there is a session: of somebody else, who has entered in another tab. */
export const ANOTHER_PERSON = 'another_person'
