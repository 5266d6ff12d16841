/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
// Reads and writes MetaImages with ITK's own MetaImageIO, for ItkExchangeTest and ItkBenchmark.
//   itk_exchange read  image voxels            prints the header, writes the voxels to a file as they are in memory
//   itk_exchange write image voxels compress type components size...   writes voxels with spacing 0.5, 1, 1.5, ... and origin -1, -2, ...;
//                                                                    prints the seconds that took
#include "itkMetaImageIO.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

static std::vector<char> load(const char *file)
{
	std::ifstream in(file, std::ios::binary);
	return std::vector<char>(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

static int read(const char *image, const char *voxels)
{
	auto io = itk::MetaImageIO::New();
	io->SetFileName(image);
	io->ReadImageInformation();
	std::cout.precision(17);
	const unsigned n = io->GetNumberOfDimensions();
	std::cout << itk::ImageIOBase::GetComponentTypeAsString(io->GetComponentType()) << '\n' << io->GetNumberOfComponents() << '\n';
	for (unsigned i = 0; i < n; i++) std::cout << io->GetDimensions(i) << ' ';
	std::cout << '\n';
	for (unsigned i = 0; i < n; i++) std::cout << io->GetSpacing(i) << ' ';
	std::cout << '\n';
	for (unsigned i = 0; i < n; i++) std::cout << io->GetOrigin(i) << ' ';
	std::cout << '\n';
	for (unsigned i = 0; i < n; i++)
		for (const double d : io->GetDirection(i)) std::cout << d << ' ';
	std::cout << '\n';

	itk::ImageIORegion region(n);
	for (unsigned i = 0; i < n; i++) region.SetSize(i, io->GetDimensions(i));
	io->SetIORegion(region);
	std::vector<char> buffer(io->GetImageSizeInBytes());
	io->Read(buffer.data());
	std::ofstream(voxels, std::ios::binary).write(buffer.data(), buffer.size());
	return 0;
}

static int write(int argc, char **argv)
{
	auto io = itk::MetaImageIO::New();
	io->SetFileName(argv[2]);
	const std::vector<char> buffer = load(argv[3]);
	const unsigned n = argc - 7;
	io->SetUseCompression(std::string(argv[4]) == "true");
	io->SetNumberOfDimensions(n);
	io->SetComponentType(itk::ImageIOBase::GetComponentTypeFromString(argv[5]));
	io->SetNumberOfComponents(std::stoi(argv[6]));
	io->SetPixelType(std::stoi(argv[6]) == 1 ? itk::IOPixelEnum::SCALAR : itk::IOPixelEnum::VECTOR);
	itk::ImageIORegion region(n);
	for (unsigned i = 0; i < n; i++)
	{
		const unsigned size = std::stoul(argv[7 + i]);
		io->SetDimensions(i, size);
		io->SetSpacing(i, 0.5 * (i + 1));
		io->SetOrigin(i, -1.0 - i);
		std::vector<double> axis(n, 0.0);
		axis[(i + 1) % n] = 1;
		io->SetDirection(i, axis);
		region.SetSize(i, size);
	}
	io->SetIORegion(region);
	const auto start = std::chrono::steady_clock::now();
	io->Write(buffer.data());
	std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() << '\n';
	return 0;
}

int main(int argc, char **argv)
{
	try
	{
		const std::string task = argc > 1 ? argv[1] : "";
		if (task == "read" && argc == 4) return read(argv[2], argv[3]);
		if (task == "write" && argc > 7) return write(argc, argv);
		std::cerr << "usage: itk_exchange read|write ...\n";
	}
	catch (const std::exception &e)
	{
		std::cerr << e.what() << '\n';
	}
	return 1;
}
