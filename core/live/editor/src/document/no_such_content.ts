// Stands in the bundle in the place of those kinds of content of Yjs that no document of Debrief has: lists, XML, marked
// text, pictures, documents in documents. The server lets none of them in (update_scan.py), so only a mistake gets here,
// and it is told. Not here: maps, texts and plain values.

const SENTENCE = "No document of Debrief has content of this kind.";

class NoSuchContent {
  constructor() {
    throw new Error(SENTENCE);
  }
}

function refuse(): never {
  throw new Error(SENTENCE);
}

export {
  NoSuchContent as AbstractConnector,
  NoSuchContent as ContentBinary,
  NoSuchContent as ContentDoc,
  NoSuchContent as ContentEmbed,
  NoSuchContent as ContentFormat,
  NoSuchContent as ContentJSON,
  NoSuchContent as PermanentUserData,
  NoSuchContent as YArray,
  NoSuchContent as YArrayEvent,
  NoSuchContent as YXmlElement,
  NoSuchContent as YXmlEvent,
  NoSuchContent as YXmlFragment,
  NoSuchContent as YXmlHook,
  NoSuchContent as YXmlText,
  refuse as readContentBinary,
  refuse as readContentDoc,
  refuse as readContentEmbed,
  refuse as readContentFormat,
  refuse as readContentJSON,
  refuse as readYArray,
  refuse as readYXmlElement,
  refuse as readYXmlFragment,
  refuse as readYXmlHook,
  refuse as readYXmlText,
};
