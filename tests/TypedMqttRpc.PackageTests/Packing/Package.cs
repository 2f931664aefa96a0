using System.IO.Compression;
using System.Xml.Linq;

namespace TypedMqttRpc.PackageTests.Packing;

/// <summary>What is in a package.</summary>
/// <param name="Files">Its files with their content, but for those that every package has for its own sake.</param>
/// <param name="Metadata">What it says of itself.</param>
internal sealed record Package(IReadOnlyDictionary<string, byte[]> Files, XElement Metadata)
{
    private static readonly string[] Wrapping = ["_rels/", "package/", "[Content_Types].xml"];

    public static Package Open(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        Dictionary<string, byte[]> files = archive.Entries
            .Where(static entry => !Array.Exists(Wrapping, entry.FullName.StartsWith))
            .ToDictionary(static entry => entry.FullName, Read);
        string nuspec = files.Keys.Single(static file => file.EndsWith(".nuspec", StringComparison.Ordinal));
        using MemoryStream stream = new(files[nuspec]);
        files.Remove(nuspec);
        return new(files, WithoutNamespaces(XElement.Load(stream)).Element("metadata")!);
    }

    public string this[string element] => Metadata.Element(element)?.Value ?? $"There is no {element}.";

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        using MemoryStream bytes = new();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static XElement WithoutNamespaces(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(static attribute => !attribute.IsNamespaceDeclaration),
        element.Nodes().Select(static node => node is XElement child ? WithoutNamespaces(child) : node));
}
