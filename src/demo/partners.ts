/** The three organisations beside Harbour Watch, each with one person: invented, as everybody here. */

interface Partner {
  organisation: string
  country: string
  form: Record<string, string | readonly string[]>
  person: { name: string; address: string }
}

/** Its settings: who it is, and from whom its mails come. */
const settingsOf = (domain: string, name: string, timeZone: string, postalAddress: string) => ({
  ...{ timeZone, languages: ['en', 'ar'], defaultLanguage: 'en', website: `https://${domain}` },
  ...{ privacyContact: `privacy@${domain}`, senderName: name, senderAddress: `news@${domain}` },
  ...{ campaignAddress: `letters@${domain}`, postalAddress, donatePurpose: 'general' },
})

/** Lawyers; on this server already when they are asked. */
export const lighthouse = {
  organisation: 'Lighthouse Circle',
  country: 'KE',
  form: settingsOf(
    'lighthouse.example',
    'Lighthouse Circle',
    'Africa/Nairobi',
    'Lighthouse Circle\nMoi Lane 4\n00100 Nairobi\nKenya',
  ),
  person: { name: 'Wanjiru Odera', address: 'wanjiru@lighthouse.example' },
  page: {
    address: 'lighthouse-circle',
    accent: 'sea',
    'intro-en': 'Lawyers of **Lighthouse Circle** have stood beside Samira Haddad since her first case.',
    'intro-ar': 'يقف محامو **حلقة المنارة** إلى جانب سميرة حداد منذ قضيتها الأولى.',
  },
} as const satisfies Partner & { page: object }

/** A union of dockers; new here, and gone again before the end. */
export const riverDesk = {
  organisation: 'River Desk',
  country: 'LB',
  form: settingsOf(
    'river.example',
    'River Desk',
    'Asia/Beirut',
    'River Desk\nQuay Street 7\nTripoli\nLebanon',
  ),
  person: { name: 'Salma Darwish', address: 'salma@river.example' },
  page: {
    address: 'river-desk',
    accent: 'leaf',
    'intro-en': 'Dockers know what a pension fund is. **River Desk** asks with Samira Haddad.',
    'intro-ar': 'يعرف عمّال الموانئ ما هو صندوق التقاعد. **مكتب النهر** يسأل مع سميرة حداد.',
  },
} as const satisfies Partner & { page: object }

/** Trial observers: they read, and do not wish to be named. */
export const tideHouse = {
  organisation: 'Tide House',
  country: 'NL',
  form: settingsOf(
    'tide.example',
    'Tide House',
    'Europe/Amsterdam',
    'Tide House\nDijk 3\n3011 AA Rotterdam\nNetherlands',
  ),
  person: { name: 'Aram Petrosyan', address: 'aram@tide.example' },
} as const satisfies Partner

export type { Partner }

/** What the organisations agree on among themselves; what is not said here stays as it was. */
export const charter = {
  quorum: '2',
  silenceHours: '48',
  speaks: 'each',
  credit: 'alphabet',
  // in earnest half an hour, in which any of them may hold a mailing
  holdMinutes: '0',
  text: 'Two of us stand behind each joint text. Silence is agreement after two days, never about her.',
} as const

export const question = {
  title: 'May we meet every second Tuesday?',
  text: 'Half an hour, by telephone. Who cannot come reads the notes.',
} as const

/** What one asks of another in the room; the second is left open when its organisation goes. */
export const tasks = {
  done: 'Ask the lawyer whether the joint letter may name the court',
  left: 'Find a reader for the Arabic text',
} as const

/** Signs on two pages. */
export const ewa = {
  ...{ firstName: 'Ewa', lastName: 'Holm', country: 'SE' },
  email: 'ewa@post.example',
} as const

/** Two organisations stand behind it; the third would have waited. */
export const jointUpdate = {
  kind: 'further-information',
  dissent: 'We would have waited until the court has published its list for December.',
  en: {
    place: 'Kestra',
    headline: 'Together we ask that the file be closed',
    body: 'The inquiry against Samira Haddad is suspended, and the file is still open. An open file can be taken up again on any day.\n\nLawyers in Nairobi and members in Amsterdam ask the prosecutor **to close it**.',
    ask: 'Nothing is asked of you today.',
    nextExpected: 'We write again when the court has published its list.',
  },
  ar: {
    place: 'كسترا',
    headline: 'نطلب معًا إغلاق الملف',
    body: 'عُلّق التحقيق مع سميرة حداد، لكن الملف ما زال مفتوحًا. والملف المفتوح يمكن أن يُستأنف في أي يوم.\n\nيطلب محامون في نيروبي وأعضاء في أمستردام من المدعية العامة **إغلاقه**.',
    ask: 'لا نطلب منكم شيئًا اليوم.',
    nextExpected: 'سنكتب من جديد حين تنشر المحكمة قائمتها.',
  },
} as const
