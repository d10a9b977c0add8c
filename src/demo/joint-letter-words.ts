/** The joint letter, and who signs it from outside: invented, as everybody here. */

export const jointLetter = {
  en: {
    title: 'An open letter on the case of Samira Haddad',
    addressee: 'Mara Telk\nProsecutor General\nProsecution Service of Kestra',
    place: 'Kestra',
    body: 'We are organisations of lawyers, of dockers and of those who watch over courts. Asking a question in open court is **the work of a lawyer**.\n\nWe ask you to close the file against Samira Haddad, and to let her work without fear.',
  },
  ar: {
    title: 'رسالة مفتوحة بشأن قضية سميرة حداد',
    addressee: 'مارا تلك\nالمدعية العامة\nالنيابة العامة في كسترا',
    place: 'كسترا',
    body: 'نحن منظمات محامين وعمّال موانئ ومراقبي محاكم. طرح سؤال في جلسة علنية هو **عمل المحامي**.\n\nنطلب منكم إغلاق الملف ضد سميرة حداد، وأن تعمل بلا خوف.',
  },
} as const

/** Nobody of the coalition knew of it before it signed. */
export const barOfSaltmarsh = {
  organisation: 'Bar Association of Saltmarsh',
  country: 'IE',
  website: 'www.saltmarsh-bar.example',
  ...{ name: 'Nuala Brennan', role: 'Secretary', email: 'secretary@saltmarsh-bar.example' },
} as const
