namespace TypedMqttRpc.Tests.Documentation;

/// <summary>What the README and the docs show is what the samples compile.</summary>
public class ReadmeTests
{
    public static TheoryData<string> Pages =>
        [.. Repository.Files("*.md").Where(static path => path == "README.md" || path.StartsWith("src/TypedMqttRpc/docs/", StringComparison.Ordinal))];

    /// <summary>What package managers show, where comments would be seen and no file of the repository is beside it.</summary>
    public static TheoryData<string> PackagePages => [.. Repository.Files("PACKAGE.md", "src")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_csharp_fence_is_its_sample(string page)
    {
        Assert.All(MarkdownPage.Read(page).Fences.Where(static fence => fence.Language == "csharp" || fence.Source is not null), static fence =>
        {
            Assert.True(fence.Source is not null, $"Line {fence.Line}: put <!-- snippet:name --> or <!-- file:path --> above the fence, so that its code is compiled.");
            Assert.Equal(Samples.Find(fence.Source), fence.Text);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(page)!;
        Assert.All(MarkdownPage.Read(page).Links, link => Assert.True(
            Path.Exists(Repository.PathOf(Path.Combine(folder, link))), $"{page} links to {link}, which does not exist."));
    }

    [Theory]
    [MemberData(nameof(PackagePages))]
    public void Every_csharp_fence_of_a_package_is_of_a_sample(string page) =>
        Assert.All(MarkdownPage.Read(page).Fences.Where(static fence => fence.Language == "csharp"), static fence => Assert.Contains(fence.Text, Samples.All));

    [Theory]
    [MemberData(nameof(PackagePages))]
    public void A_package_links_to_no_file_and_shows_no_comment(string page)
    {
        Assert.Empty(MarkdownPage.Read(page).Links);
        Assert.DoesNotContain("<!--", Repository.Read(page));
    }

    [Fact]
    public void The_readme_begins_with_the_two_commands() =>
        Assert.Equal("dotnet run --project samples/Greeter\ntests/run\n", MarkdownPage.Read("README.md").Fences.First(static fence => fence.Language == "sh").Text);
}
