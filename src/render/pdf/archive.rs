//! What a file must say of itself to be kept for long and read by everybody: PDF/A-2a (ISO 19005-2) and PDF/UA-1
//! (ISO 14289-1).

use std::sync::LazyLock;

use lopdf::{Dictionary, Object, dictionary};

use super::{deflate::Deflater, file::File, meta::PdfMeta};
use crate::render::xml::escaped;

/// The sRGB color space as an ICC profile, version 4: Compact ICC Profiles by Clinton Ingram, in the public domain
/// (CC0 1.0).
const SRGB: &[u8] = include_bytes!("srgb.icc");

/// The same, deflated.
static DEFLATED: LazyLock<Option<Vec<u8>>> =
    LazyLock::new(|| Deflater::thorough().deflate(SRGB).ok());

/// Adds the metadata and the color space that greys are meant in, and names them in the catalog.
pub(super) fn add(file: &mut File<'_>, catalog: &mut Dictionary, meta: &PdfMeta) {
    let head = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let packet = file.reserve(1);
    // Archives find it without unpacking anything.
    file.stream(packet, head, xmp(meta).as_bytes());
    let srgb = file.reserve(1);
    let head = dictionary! { "N" => 3 };
    match &*DEFLATED {
        Some(deflated) => file.deflated(srgb, head, deflated),
        None => file.stream(srgb, head, SRGB),
    }
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "DestOutputProfile" => (srgb, 0),
    };
    catalog.set("Metadata", (packet, 0));
    catalog.set("OutputIntents", vec![intent.into()]);
}

/// Returns the metadata as XMP (ISO 16684-1): the same as in the information dictionary, and what the file claims.
///
/// PDF/A asks that names of other standards, as PDF/UA's, are described.
fn xmp(meta: &PdfMeta) -> String {
    let title = escaped(&meta.title);
    let creator = if meta.author.is_empty() {
        String::new()
    } else {
        let author = escaped(&meta.author);
        format!("\n   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>")
    };
    let language = if meta.lang.is_empty() {
        String::new()
    } else {
        let lang = escaped(&meta.lang);
        format!("\n   <dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>")
    };
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{creator}{language}
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{FEFF}',
    )
}
